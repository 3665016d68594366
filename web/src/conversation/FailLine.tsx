// Below something of mine that was refused: what it was, and the two things that can be done.
import type { OutboxEntry } from "@parley/client";
import { useClient } from "../client/client";
import { attempt } from "../client/errors";
import { useText } from "../i18n/text";
import { Icon } from "../ui/Icon";
import css from "./message.module.css";

export function FailLine({ entry }: { entry: OutboxEntry }) {
  const t = useText();
  const { outbox } = useClient();
  return (
    <div className={css.failLine}>
      <Icon name="alert" size={16} />
      {t(`failed.${entry.submission.kind}`)}
      <button type="button" onClick={() => attempt(() => outbox.retry(entry.id))}>
        {t("failed.again")}
      </button>
      <button type="button" onClick={() => attempt(() => outbox.discard(entry.id))}>
        {t("failed.discard")}
      </button>
    </div>
  );
}
