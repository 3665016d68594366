// Notifications of this device. Permission is asked for only after a click on our own button.
import { useState } from "react";
import { Setting } from "../details/Setting";
import { useText } from "../i18n/text";
import { Button } from "../ui/Button";

type Permission = NotificationPermission | "absent";

function current(): Permission {
  return "Notification" in window ? Notification.permission : "absent";
}

export function NotificationsPage() {
  const t = useText();
  const [permission, setPermission] = useState<Permission>(current);
  const turnOn = async () => {
    setPermission(await Notification.requestPermission());
    await navigator.storage?.persist?.();
  };
  return (
    <>
      <h3>{t("settings.notifications")}</h3>
      <Setting
        icon={permission === "granted" ? "bell" : "bell-off"}
        name={t("settings.notifyHere")}
        hint={t(`settings.permission.${permission}`)}
        end={
          permission === "default" && (
            <Button small onClick={turnOn}>
              {t("settings.turnOn")}
            </Button>
          )
        }
      />
    </>
  );
}
