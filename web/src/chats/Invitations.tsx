// Groups that I left and am asked to join again, above the conversations.
import type { Invitation } from "@parley/client";
import { useClient, useReadable } from "../client/client";
import { attempt } from "../client/errors";
import { useName } from "../client/people";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { Avatar } from "../ui/Avatar";
import { Button, IconButton } from "../ui/Button";

function One({ invitation }: { invitation: Invitation }) {
  const t = useText();
  const { conversations } = useClient();
  const by = useName(invitation.by);
  const id = invitation.conversation;
  const accept = async () => {
    if (await attempt(() => conversations.acceptInvitation(id))) go(paths.conversation(id));
  };
  return (
    <div className={`${person.person} ${person.inList}`}>
      <Avatar id={id} name={invitation.title} size={40} group />
      <span className={person.who}>
        <b className="cut" dir="auto">
          {invitation.title}
        </b>
        <span className="cut">{t("chats.invitedBy", { who: by })}</span>
      </span>
      <Button small onClick={accept}>
        {t("chats.join")}
      </Button>
      <IconButton
        icon="x"
        size={20}
        name={t("people.decline")}
        onClick={() => attempt(() => conversations.dismissInvitation(id))}
      />
    </div>
  );
}

export function Invitations() {
  const invitations = useReadable(useClient().conversations.invitations);
  return invitations.map((invitation) => (
    <One key={invitation.conversation} invitation={invitation} />
  ));
}
