// How the client looks and which key sends, on this device.
import { type Preference, prefer, usePreference } from "../client/preferences";
import { Chips } from "../details/Chips";
import { Setting, SwitchSetting } from "../details/Setting";
import { chooseLanguage, currentLanguage, type Language, languages, useText } from "../i18n/text";
import css from "./settings.module.css";

const kDefaultSize = 15;

function TextSize() {
  const t = useText();
  const size = Number(usePreference("text")) || kDefaultSize;
  return (
    <Setting
      icon="edit"
      name={t("settings.textSize")}
      hint={t("settings.textSizeHint", { size })}
      end={
        <input
          type="range"
          className={css.size}
          min={14}
          max={20}
          value={size}
          aria-label={t("settings.textSize")}
          onChange={(event) =>
            prefer("text", Number(event.target.value) === kDefaultSize ? "" : event.target.value)
          }
        />
      }
    />
  );
}

export function AppearancePage() {
  const t = useText();
  const theme = usePreference("theme");
  const contrast = usePreference("contrast");
  const enter = usePreference("enter");
  const data = usePreference("data");
  const onOff = (name: Preference, value: string) => (on: boolean) => prefer(name, on ? value : "");
  const names = Object.entries(languages) as [Language, string][];
  return (
    <>
      <h3>{t("settings.appearance")}</h3>
      <Setting
        icon="moon"
        name={t("settings.theme")}
        end={
          <Chips
            name={t("settings.theme")}
            chosen={theme}
            onChoose={(choice) => prefer("theme", choice)}
            choices={[
              ["", t("settings.system")],
              ["light", t("settings.light")],
              ["dark", t("settings.dark")],
            ]}
          />
        }
      />
      <SwitchSetting
        icon="sun"
        name={t("settings.contrast")}
        hint={t("settings.followsSystem")}
        on={contrast === "more"}
        onChange={onOff("contrast", "more")}
      />
      <TextSize />
      <Setting
        icon="globe"
        name={t("settings.language")}
        end={
          <Chips
            name={t("settings.language")}
            chosen={currentLanguage()}
            onChoose={(language) => void chooseLanguage(language)}
            choices={names}
          />
        }
      />
      <SwitchSetting
        icon="send"
        name={t("settings.enterSends")}
        hint={t("settings.enterHint")}
        on={enter === "send"}
        onChange={(on) => prefer("enter", on ? "send" : "break")}
      />
      <SwitchSetting
        icon="globe"
        name={t("settings.data")}
        hint={t("settings.dataHint")}
        on={data === "less"}
        onChange={onOff("data", "less")}
      />
    </>
  );
}
