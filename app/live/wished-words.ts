/** What people have written of a command that was refused or never answered; "" when it holds no words. Takes a plan's `wished`. */
export function wishedWords(wished: unknown): string {
  if (typeof wished !== "object" || wished === null) return "";
  const { note, text, reason, patch } = wished as { note?: unknown; text?: unknown; reason?: unknown; patch?: { note?: unknown } };
  const words = [note, text, reason, patch?.note].find((value) => typeof value === "string" && value !== "");
  return typeof words === "string" ? words : "";
}
