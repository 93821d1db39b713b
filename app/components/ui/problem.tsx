import type { ReactNode } from "react";
import type { ProblemDetails } from "./problem-details.ts";

export interface ProblemProps {
  /** What happened. */
  title: string;
  detail?: ReactNode;
  /** What was kept. */
  kept?: ReactNode;
  /** What to do now. */
  next?: ReactNode;
  action?: ReactNode;
}

/** An error that helps: announced when it appears. */
export function Problem({ title, detail, kept, next, action }: ProblemProps) {
  return (
    <div className="notice notice--danger" role="alert">
      <p className="notice__title">{title}</p>
      {detail && <p>{detail}</p>}
      {kept && <p className="soft">{kept}</p>}
      {next && <p>{next}</p>}
      {action && <div className="row">{action}</div>}
    </div>
  );
}

/** The same for a refusal that came from the server; nothing when there is none. */
export function FormProblem({ problem }: { problem: ProblemDetails | null | undefined }) {
  if (!problem) return null;
  return <Problem title={problem.title} detail={problem.detail} />;
}
