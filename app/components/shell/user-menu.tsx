import { useRevalidator, useSubmit } from "@remix-run/react";
import { CircleUser, LayoutGrid, LogOut } from "lucide-react";
import type { Viewer } from "~/context.ts";
import { Avatar } from "~/components/ui/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLink, MenuSeparator } from "~/components/ui/menu.tsx";
import { chooseTheme, type Theme } from "./theme.ts";

const THEME_OPTIONS = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export interface UserMenuProps {
  viewer: Viewer;
  theme: Theme;
}

export function UserMenu({ viewer, theme }: UserMenuProps) {
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const choose = (value: string) => {
    chooseTheme(value as Theme);
    revalidate();
  };
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="user-button" aria-label={`Your account: ${viewer.name}`}>
            <Avatar person={viewer} decorative />
          </button>
        }
      >
        <MenuLabel>
          {viewer.name} · {viewer.email}
        </MenuLabel>
        <MenuLink to="/workspaces">
          <LayoutGrid aria-hidden="true" /> Workspaces
        </MenuLink>
        <MenuLink to="/account">
          <CircleUser aria-hidden="true" /> Account
        </MenuLink>
        <MenuSeparator />
        <MenuChoice label="Colours" value={theme} options={THEME_OPTIONS} onChoose={choose} />
        <MenuSeparator />
        <MenuItem onSelect={() => submit(null, { method: "post", action: "/sign-out" })}>
          <LogOut aria-hidden="true" /> Sign out
        </MenuItem>
      </Menu>
      <noscript>
        <a href="/account">Account</a>
      </noscript>
    </>
  );
}
