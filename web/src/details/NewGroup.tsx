// A new group in two steps: who, then what it is called and what newcomers may read.
import { type HistoryRule, ParleyError, type User, type UserId } from "@parley/client";
import { useState } from "react";
import { useClient } from "../client/client";
import { wordsFor } from "../client/errors";
import { nameOf } from "../client/people";
import { Field } from "../door/Field";
import { listOf } from "../i18n/dates";
import { useText } from "../i18n/text";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toasts";
import { Chips } from "./Chips";
import { ChoosePeople } from "./ChoosePeople";
import { titleFault } from "./Rename";
import { kMembersMax } from "./roles";

const nobody: UserId[] = [];

export default function NewGroup({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { conversations } = useClient();
  const [step, setStep] = useState<"people" | "title">("people");
  const [chosen, setChosen] = useState<ReadonlyMap<UserId, User>>(new Map());
  const [title, setTitle] = useState("");
  const [touched, setTouched] = useState(false);
  const [history, setHistory] = useState<HistoryRule>("from_join");
  const [busy, setBusy] = useState(false);
  const fault = titleFault(title);
  const create = async () => {
    setTouched(true);
    if (fault || busy) return;
    setBusy(true);
    try {
      const id = await conversations.createGroup({
        title: title.trim(),
        members: [...chosen.keys()],
        history,
      });
      onClose();
      go(paths.conversation(id));
    } catch (error) {
      setBusy(false);
      const who =
        error instanceof ParleyError ? error.users.map((user) => nameOf(chosen.get(user))) : [];
      const words = who.length > 0 ? t("details.cannotAdd", { who: listOf(who) }) : wordsFor(error);
      toast({ text: words, error: true });
    }
  };
  const people = step === "people";
  return (
    <Dialog
      title={t("empty.newGroup")}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={() => (people ? onClose() : setStep("people"))}>
            {t(people ? "ui.cancel" : "ui.back")}
          </Button>
          <Button
            disabled={people ? false : busy}
            onClick={() => (people ? setStep("title") : create())}
          >
            {t(people ? "ui.next" : "details.create")}
          </Button>
        </>
      }
    >
      {people ? (
        <ChoosePeople chosen={chosen} except={nobody} most={kMembersMax - 1} onChange={setChosen} />
      ) : (
        <>
          <Field
            label={t("details.groupTitle")}
            value={title}
            onChange={setTitle}
            onLeave={() => setTouched(true)}
            autoComplete="off"
            fault={touched && fault ? t(fault) : undefined}
          />
          <p>{t("details.historyAsk")}</p>
          <Chips
            name={t("details.history")}
            chosen={history}
            onChoose={setHistory}
            choices={[
              ["from_join", t("details.fromJoin")],
              ["all", t("details.everything")],
            ]}
          />
        </>
      )}
    </Dialog>
  );
}
