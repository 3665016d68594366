// A dialog over the page: it keeps the focus, Escape closes it, and focus returns to what opened
// it.
import type { ReactNode } from "react";
import { Heading, Modal, ModalOverlay, Dialog as Native } from "react-aria-components";
import css from "./dialog.module.css";

interface Props {
  title: string;
  role?: "dialog" | "alertdialog";
  wide?: boolean;
  onClose: () => void;
  actions?: ReactNode;
  children: ReactNode;
}

export function Dialog({ title, role = "dialog", wide, onClose, actions, children }: Props) {
  return (
    <ModalOverlay
      className={css.scrim ?? ""}
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={`${css.place} ${wide ? css.wide : ""}`}>
        <Native className={css.dialog ?? ""} role={role}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          {actions && <div className={css.end}>{actions}</div>}
        </Native>
      </Modal>
    </ModalOverlay>
  );
}
