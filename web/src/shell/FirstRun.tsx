// The welcome while there is no conversation at all.
import { nameOf, useMyId, useProfile } from "../client/people";
import { useText } from "../i18n/text";
import { go } from "../routing/router";
import { paths } from "../routing/routes";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Welcome } from "../ui/Welcome";
import css from "./nothing.module.css";
import { openDialog } from "./state";

export default function FirstRun({ small = false }: { small?: boolean }) {
  const t = useText();
  const first = nameOf(useProfile(useMyId())).split(" ")[0];
  return (
    <div className={css.blank}>
      <Welcome width={small ? 176 : 208} />
      <h2>{t("empty.welcome", { name: first })}</h2>
      <p>{t(small ? "empty.lead" : "empty.leadLong")}</p>
      <div className={css.deeds}>
        <Button onClick={() => go(paths.people)}>
          <Icon name="user-plus" size={20} />
          {t("empty.findPeople")}
        </Button>
        <Button look="quiet" onClick={() => openDialog.set("group")}>
          <Icon name="people" size={20} />
          {t("empty.newGroup")}
        </Button>
      </div>
      {!small && <Keys />}
    </div>
  );
}

function Keys() {
  const t = useText();
  return (
    <div className={css.keys}>
      <span>
        <kbd>Ctrl</kbd> <kbd>K</kbd> {t("empty.findAnything")}
      </span>
      <span>
        <kbd>Alt</kbd> <kbd>↓</kbd> {t("empty.nextConversation")}
      </span>
      <span>
        <kbd>?</kbd> {t("empty.allShortcuts")}
      </span>
    </div>
  );
}
