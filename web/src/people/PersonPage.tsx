// A person in the main pane.
import type { UserId } from "@parley/client";
import { usePhone } from "../client/media";
import { useName } from "../client/people";
import pane from "../details/pane.module.css";
import { useText } from "../i18n/text";
import { back } from "../routing/router";
import { paths } from "../routing/routes";
import { IconButton } from "../ui/Button";
import { Person } from "./Person";

export default function PersonPage({ user }: { user: UserId }) {
  const t = useText();
  const phone = usePhone();
  const name = useName(user);
  return (
    <>
      {phone && (
        <header className={pane.head}>
          <IconButton icon="back" name={t("ui.back")} onClick={() => back(paths.people)} />
          <h2 className="cut">{name}</h2>
        </header>
      )}
      <div className={`${pane.body} ${phone ? "" : pane.roomy}`}>
        <Person user={user} />
      </div>
    </>
  );
}
