import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { ButtonLink } from "~/components/ui/button.tsx";
import { useRootData } from "./use-root-data.ts";
import { UserMenu } from "./user-menu.tsx";

export interface Crumb {
  label: string;
  to: string;
}

export interface TopBarProps {
  /** Where the page belongs; the first step of the way. */
  workspace?: { id: string; name: string } | null;
  /** Steps between the workspace and this page. */
  crumbs?: readonly Crumb[];
  /** This page, the last step. */
  title?: string;
  /** What stands on the right, before the account. */
  right?: ReactNode;
}

/** The bar on top of every page: brand, where one is, what can be done here, the account. */
export function TopBar({ workspace, crumbs = [], title, right }: TopBarProps) {
  const root = useRootData();
  const { pathname } = useLocation();
  const steps = workspace ? [{ label: workspace.name, to: `/workspaces/${workspace.id}` }, ...crumbs] : crumbs;
  return (
    <header className="top-bar">
      <Link to="/" className="top-bar__brand">
        Rapporteur
      </Link>
      {(steps.length > 0 || title) && (
        <nav className="top-bar__way" aria-label="Where you are">
          <ol>
            {steps.map((step) => (
              <li key={step.to}>
                <Link to={step.to} dir="auto">
                  {step.label}
                </Link>
              </li>
            ))}
            {title && (
              <li aria-current="page" dir="auto">
                {title}
              </li>
            )}
          </ol>
        </nav>
      )}
      <div className="top-bar__right">
        {right}
        {root?.viewer ? <UserMenu viewer={root.viewer} theme={root.theme} /> : null}
        {root && !root.viewer && pathname !== "/sign-in" ? <ButtonLink to="/sign-in">Sign in</ButtonLink> : null}
      </div>
    </header>
  );
}
