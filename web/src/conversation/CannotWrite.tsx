// In the composer's place where one cannot write: why, and the one deed that helps.
import { useClient } from "../client/client";
import { attempt } from "../client/errors";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";
import css from "./composer.module.css";

interface Props {
  why: "left" | "blocked";
  user?: string | undefined;
}

export function CannotWrite({ why, user }: Props) {
  const t = useText();
  const { people } = useClient();
  return (
    <footer className={css.composer}>
      <div className={`${css.box} ${css.cannot}`}>
        {t(`cannot.${why}`)}
        {why === "blocked" && user && (
          <Button look="plain" small onClick={() => attempt(() => people.unblock(user))}>
            {t("people.unblock")}
          </Button>
        )}
      </div>
    </footer>
  );
}
