import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface ChipProps {
  tone?: "plain" | "quiet" | "warn";
  children: ReactNode;
}

/** A small fact in a pill. */
export function Chip({ tone = "plain", children }: ChipProps) {
  return <span className={classNames("chip", tone !== "plain" && `chip--${tone}`)}>{children}</span>;
}

export interface ChipButtonProps {
  pressed: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** A filter that is on or off. */
export function ChipButton({ pressed, onPress, children }: ChipButtonProps) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  );
}

export interface ChipLinkProps {
  to: string;
  current: boolean;
  children: ReactNode;
}

/** A filter kept in the address. */
export function ChipLink({ to, current, children }: ChipLinkProps) {
  return (
    <Link to={to} className="chip" aria-current={current ? "true" : undefined} preventScrollReset>
      {children}
    </Link>
  );
}
