// The door: logging in, or making an account. Shown while nobody is logged in on this device.
import { useEffect, useState } from "react";
import "../i18n/forms";
import { useText } from "../i18n/text";
import { useStore } from "../ui/store";
import { endReason } from "./ended";
import { Door } from "./Form";
import { LogIn } from "./LogIn";
import { SignUp } from "./SignUp";

export default function DoorPage() {
  const t = useText();
  const ended = useStore(endReason);
  const [signingUp, setSigningUp] = useState(location.pathname === "/signup");
  useEffect(() => {
    document.title = `${t(signingUp ? "door.createAccount" : "door.logIn")} · Parley`;
  }, [t, signingUp]);
  const notice = ended && t(ended === "device_revoked" ? "door.revoked" : "door.loggedOut");
  return (
    <Door>
      {signingUp ? (
        <SignUp onOther={() => setSigningUp(false)} />
      ) : (
        <LogIn notice={notice || undefined} onOther={() => setSigningUp(true)} />
      )}
    </Door>
  );
}
