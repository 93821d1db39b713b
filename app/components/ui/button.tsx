import { Link, type LinkProps } from "@remix-run/react";
import { forwardRef, type ButtonHTMLAttributes } from "react";
import { classNames } from "./class-names.ts";

interface ButtonLook {
  /** `quiet` is the outlined default; `bare` has no outline. */
  variant?: "primary" | "quiet" | "danger" | "bare";
  size?: "small" | "medium" | "large";
  /** Only an icon is inside: the button needs an aria-label. */
  icon?: boolean;
}

function look({ variant = "quiet", size = "medium", icon }: ButtonLook, className?: string): string {
  return classNames(
    "button",
    variant !== "quiet" && `button--${variant}`,
    size !== "medium" && `button--${size}`,
    icon && "button--icon",
    className,
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonLook {
  /** Its work is under way: it stays focusable and does nothing until that is done. */
  busy?: boolean;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
  const { variant, size, icon, busy, className, type = "button", onClick, ...rest } = props;
  return (
    <button
      ref={ref}
      type={type}
      className={look({ variant, size, icon }, className)}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      {...rest}
    />
  );
});

export interface ButtonLinkProps extends LinkProps, ButtonLook {}

/** A link that looks like a button, for what leads somewhere. */
export const ButtonLink = forwardRef<HTMLAnchorElement, ButtonLinkProps>(function ButtonLink(props, ref) {
  const { variant, size, icon, className, ...rest } = props;
  return <Link ref={ref} className={look({ variant, size, icon }, className)} {...rest} />;
});
