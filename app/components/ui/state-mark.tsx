import type { State } from "~/core/annotation/annotation.ts";

const SIGNS: Record<State, { sign: string; words: string }> = {
  draft: { sign: "○", words: "Draft" },
  submitted: { sign: "●", words: "Submitted" },
  approved: { sign: "✓", words: "Approved" },
  changes_requested: { sign: "↺", words: "Changes requested" },
  rejected: { sign: "✕", words: "Rejected" },
};

/** What a state is called. */
export function stateWords(state: State): string {
  return SIGNS[state].words;
}

export interface StateMarkProps {
  state: State;
  /** Said after the state, such as the initials of who decided. */
  by?: string;
}

export function StateMark({ state, by }: StateMarkProps) {
  const { sign, words } = SIGNS[state];
  return (
    <span className={`state state--${state}`}>
      <span aria-hidden="true">{sign}</span>
      {by ? `${words} · ${by}` : words}
    </span>
  );
}
