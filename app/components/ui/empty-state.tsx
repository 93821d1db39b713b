import type { ReactNode } from "react";

export interface EmptyStateProps {
  title: string;
  text?: ReactNode;
  /** The one thing to do first. */
  action?: ReactNode;
}

export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {text && <p className="empty__text">{text}</p>}
      {action}
    </section>
  );
}
