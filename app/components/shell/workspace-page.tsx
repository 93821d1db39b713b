import type { ReactNode } from "react";
import type { WorkspaceSummary } from "~/context.ts";
import { TopBar } from "./top-bar.tsx";
import { WorkspaceNav } from "./workspace-nav.tsx";

export interface WorkspacePageProps {
  workspace: WorkspaceSummary;
  /** The page's heading and its step in the bar; the workspace's own page has its name as heading. */
  title?: string;
  waiting: number;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages of a workspace: bar, heading, navigation. */
export function WorkspacePage({ workspace, title, waiting, actions, children }: WorkspacePageProps) {
  return (
    <>
      <TopBar workspace={title ? workspace : null} title={title ?? workspace.name} />
      <main id="main" className="page stack stack--loose">
        <div className="page-head">
          <div className="row row--between">
            <h1 dir="auto">{title ?? workspace.name}</h1>
            {actions && <div className="row">{actions}</div>}
          </div>
          <WorkspaceNav workspace={workspace} waiting={waiting} />
        </div>
        {children}
      </main>
    </>
  );
}
