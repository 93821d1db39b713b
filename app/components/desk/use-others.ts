import { useCallback, useState, useSyncExternalStore } from "react";
import type { DocumentConnection } from "~/live/connection.ts";

const deaf = () => () => undefined;

/**
 * Has anybody else been here since the page was opened? What shows them is loaded only then, and stays: the end of
 * following somebody is told after the last of them has gone.
 */
export function useOthers(connection: DocumentConnection | null, viewerId: string): boolean {
  const look = useCallback(() => connection?.presence.people().some(({ id }) => id !== viewerId) ?? false, [connection, viewerId]);
  const are = useSyncExternalStore(connection?.presence.subscribe ?? deaf, look, () => false);
  const [were, setWere] = useState(false);
  if (are && !were) setWere(true);
  return are || were;
}
