// Adding people to a group. Who left before is asked instead; who cannot be added is named.
import type { ConversationView, User, UserId } from "@parley/client";
import { useState } from "react";
import { useClient } from "../client/client";
import { wordsFor } from "../client/errors";
import { nameOf } from "../client/people";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";
import { ChoosePeople } from "./ChoosePeople";
import { kMembersMax } from "./roles";

export function AddMembers({ view, onClose }: { view: ConversationView; onClose: () => void }) {
  const t = useText();
  const { conversations } = useClient();
  const [chosen, setChosen] = useState<ReadonlyMap<UserId, User>>(new Map());
  const [busy, setBusy] = useState(false);
  const members = view.members ?? [];
  const add = async () => {
    setBusy(true);
    for (const user of chosen.values()) {
      try {
        const what = await conversations.addMember(view.conversation, user.user);
        if (what === "invited") toast({ text: t("details.invited", { who: nameOf(user) }) });
      } catch (error) {
        toast({ text: `${nameOf(user)}: ${wordsFor(error)}`, error: true });
      }
    }
    onClose();
  };
  return (
    <Dialog
      title={t("details.addMembers")}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button disabled={chosen.size === 0 || busy} onClick={add}>
            {t("details.add")}
          </Button>
        </>
      }
    >
      <ChoosePeople
        chosen={chosen}
        except={members}
        most={kMembersMax - members.length}
        onChange={setChosen}
      />
    </Dialog>
  );
}
