import { NavLink } from "@remix-run/react";
import type { WorkspaceSummary } from "~/context.ts";
import { atLeast } from "~/core/access/can.ts";

export interface WorkspaceNavProps {
  workspace: WorkspaceSummary;
  /** Marks waiting for the viewer's verdict. */
  waiting: number;
}

/** The pages of a workspace. */
export function WorkspaceNav({ workspace, waiting }: WorkspaceNavProps) {
  const base = `/workspaces/${workspace.id}`;
  return (
    <nav className="workspace-nav" aria-label="Workspace">
      <ul>
        <li>
          <NavLink to={base} end>
            Documents
          </NavLink>
        </li>
        <li>
          <NavLink to={`${base}/compare`}>Compare</NavLink>
        </li>
        {atLeast(workspace.role, "reviewer") && (
          <li>
            <NavLink to={`${base}/review`}>Review{waiting > 0 ? <span className="workspace-nav__count">{waiting}</span> : null}</NavLink>
          </li>
        )}
        <li>
          <NavLink to={`${base}/codebook`}>Codebook</NavLink>
        </li>
        <li>
          <NavLink to={`${base}/members`}>Members</NavLink>
        </li>
      </ul>
    </nav>
  );
}
