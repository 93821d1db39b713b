import { Link } from "@remix-run/react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface MenuProps {
  /** A button; it needs a name. */
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
}

/** Stays where its trigger is in the page, so that it belongs to the same landmark. */
export function Menu({ trigger, align = "end", children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  onSelect: () => void;
  tone?: "plain" | "danger";
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, tone = "plain", disabled, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className={classNames("menu__item", tone === "danger" && "menu__item--danger")}
      disabled={disabled}
      onSelect={onSelect}
    >
      {children}
    </DropdownMenu.Item>
  );
}

export interface MenuLinkProps {
  to: string;
  /** The address is a file or outside of the pages: let the browser go there. */
  reload?: boolean;
  children: ReactNode;
}

export function MenuLink({ to, reload, children }: MenuLinkProps) {
  return (
    <DropdownMenu.Item asChild>
      <Link to={to} className="menu__item" reloadDocument={reload}>
        {children}
      </Link>
    </DropdownMenu.Item>
  );
}

export interface MenuChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
}

/** One of several values; the chosen one is marked. */
export function MenuChoice({ label, value, options, onChoose }: MenuChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChoose} aria-label={label}>
      <DropdownMenu.Label className="menu__label">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className="menu__item">
          <span aria-hidden="true">{option.value === value ? "●" : "○"}</span>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu__label">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="menu__separator" />;
}
