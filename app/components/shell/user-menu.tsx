import { Form, useLocation, useRevalidator } from "@remix-run/react";
import { CircleUser, LayoutGrid, LogOut } from "lucide-react";
import type { Viewer } from "~/context.ts";
import { Avatar } from "~/components/ui/avatar.tsx";
import { Disclosure } from "~/components/ui/disclosure.tsx";
import { chooseTheme, type Theme } from "./theme.ts";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export interface UserMenuProps {
  viewer: Viewer;
  theme: Theme;
}

/** Who one is here, the way to one's account and out. Works without scripts, but for the colours. */
export function UserMenu({ viewer, theme }: UserMenuProps) {
  const { revalidate } = useRevalidator();
  const { pathname } = useLocation();
  const choose = (value: Theme) => {
    chooseTheme(value);
    revalidate();
  };
  return (
    <Disclosure
      variant="bare"
      flush
      resetOn={pathname}
      label={
        <>
          <Avatar person={viewer} decorative />
          <span className="visually-hidden">Your account: {viewer.name}</span>
        </>
      }
    >
      <p className="menu__label">
        <bdi>{viewer.name}</bdi> · {viewer.email}
      </p>
      <ul>
        <li>
          <a className="menu__item" href="/workspaces">
            <LayoutGrid aria-hidden="true" /> Workspaces
          </a>
        </li>
        <li>
          <a className="menu__item" href="/account">
            <CircleUser aria-hidden="true" /> Account
          </a>
        </li>
      </ul>
      <div role="group" aria-labelledby="colours-label">
        <p id="colours-label" className="menu__label">
          Colours
        </p>
        {THEMES.map(({ value, label }) => (
          <button key={value} type="button" className="menu__item" aria-pressed={value === theme} onClick={() => choose(value)}>
            <span className="menu__tick" aria-hidden="true">
              {value === theme && "✓"}
            </span>
            {label}
          </button>
        ))}
      </div>
      <Form method="post" action="/sign-out">
        <button type="submit" className="menu__item">
          <LogOut aria-hidden="true" /> Sign out
        </button>
      </Form>
    </Disclosure>
  );
}
