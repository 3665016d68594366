// A menu of deeds at something: at a button, or where the pointer was. On phones it is a sheet.
import type { RefObject } from "react";
import { MenuItem, Menu as NativeMenu, Popover, Separator } from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import css from "./menu.module.css";

export interface Deed {
  id: string;
  name: string;
  icon: IconName;
  danger?: boolean;
  // A line above: what follows is of another kind.
  apart?: boolean;
  run: () => void;
}

interface Props {
  name: string;
  at: RefObject<Element | null>;
  deeds: Deed[];
  onClose: () => void;
  children?: React.ReactNode;
}

export function Menu({ name, at, deeds, onClose, children }: Props) {
  return (
    <Popover
      className={css.place ?? ""}
      triggerRef={at}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom end"
      offset={4}
    >
      <div className={css.menu}>
        {children}
        <NativeMenu
          className={css.items ?? ""}
          aria-label={name}
          autoFocus="first"
          onAction={(id) => {
            onClose();
            deeds.find((deed) => deed.id === id)?.run();
          }}
        >
          {deeds.flatMap((deed) => [
            ...(deed.apart
              ? [<Separator key={`${deed.id}-line`} className={css.line ?? ""} />]
              : []),
            <MenuItem
              key={deed.id}
              id={deed.id}
              textValue={deed.name}
              className={`${css.item} ${deed.danger ? css.danger : ""}`}
            >
              <Icon name={deed.icon} size={20} />
              {deed.name}
            </MenuItem>,
          ])}
        </NativeMenu>
      </div>
    </Popover>
  );
}
