// Where I am logged in, this device first; any other can be logged out from here.
import type { Device } from "@parley/client";
import { useClient, useReadable } from "../client/client";
import { isPhone } from "../client/device";
import { attempt } from "../client/errors";
import { Setting } from "../details/Setting";
import { longDay, seenAt, useNow } from "../i18n/dates";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { Button } from "../ui/Button";
import { confirm } from "../ui/confirm";
import css from "./settings.module.css";

const kDevicesMax = 20;

function DeviceRow({ device }: { device: Device }) {
  const t = useText();
  const now = useNow();
  const { account } = useClient();
  const revoke = async () => {
    const sure = await confirm({
      title: t("settings.revokeTitle", { name: device.name }),
      text: t("settings.revokeText"),
      action: t("settings.revoke"),
      danger: true,
    });
    if (sure) await attempt(() => account.revokeDevice(device.device));
  };
  const since = t("settings.since", { date: longDay(device.created_at) });
  const seen = device.last_seen_at && !device.current ? seenAt(device.last_seen_at, now) : "";
  return (
    <Setting
      icon={isPhone(device.platform) ? "phone" : "laptop"}
      name={device.name}
      hint={seen ? `${seen}, ${since}` : since}
      end={
        device.current ? (
          <span className={`${person.role} ${person.owner}`}>{t("settings.thisDevice")}</span>
        ) : (
          <Button
            look="plainDanger"
            small
            className={css.end ?? ""}
            aria-label={t("settings.revokeName", { name: device.name })}
            onClick={revoke}
          >
            {t("settings.revoke")}
          </Button>
        )
      }
    />
  );
}

export function DevicesPage() {
  const t = useText();
  const { account } = useClient();
  const devices = useReadable(account.devices);
  const all = devices ?? [];
  const sorted = [...all].sort(
    (a, b) =>
      Number(b.current === true) - Number(a.current === true) ||
      (b.last_seen_at ?? b.created_at) - (a.last_seen_at ?? a.created_at),
  );
  const revokeOthers = async () => {
    const sure = await confirm({
      title: t("settings.revokeOthers"),
      text: t("settings.revokeOthersText"),
      action: t("settings.revoke"),
      danger: true,
    });
    if (sure) await attempt(() => account.revokeOthers());
  };
  return (
    <>
      <h3>
        <span>{t("settings.devices")}</span>
        <span className="num">{t("details.ofMax", { count: all.length, max: kDevicesMax })}</span>
      </h3>
      {sorted.map((device) => (
        <DeviceRow key={device.device} device={device} />
      ))}
      {all.length > 1 && (
        <Setting icon="leave" danger name={t("settings.revokeOthers")} onClick={revokeOthers} />
      )}
    </>
  );
}
