// Who has received and read one of my messages.
import type { UserId } from "@parley/client";
import { useName } from "../client/people";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Tick } from "../ui/Tick";

interface Receipt {
  user: UserId;
  received: number;
  read: number;
}

function One({ receipt, seq }: { receipt: Receipt; seq: number }) {
  const t = useText();
  const name = useName(receipt.user);
  const state = receipt.read >= seq ? "read" : receipt.received >= seq ? "delivered" : "sent";
  return (
    <li className={person.person}>
      <Avatar id={receipt.user} name={name} size={40} />
      <span className={person.who}>
        <b className="cut" dir="auto">
          {name}
        </b>
        <span>{t(`tick.${state}`)}</span>
      </span>
      <Tick state={state} />
    </li>
  );
}

interface Props {
  seq: number;
  receipts: readonly Receipt[];
  onClose: () => void;
}

export default function WhoRead({ seq, receipts, onClose }: Props) {
  const t = useText();
  return (
    <Dialog
      title={t("message.whoRead")}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("ui.close")}</Button>}
    >
      {receipts.length === 0 ? (
        <p>{t("message.noReceipts")}</p>
      ) : (
        <ul>
          {receipts.map((receipt) => (
            <One key={receipt.user} receipt={receipt} seq={seq} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
