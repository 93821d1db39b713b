import { useEffect, useState } from "react";
import { useHydrated } from "./use-hydrated.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const absolute = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto", style: "short" });

/** "3 May 2023", the same on the server and in every browser. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : absolute.format(date);
}

/** "just now", "5 min ago", "yesterday"; the date when it is more than a month away. */
function formatRelative(iso: string, now: number): string {
  const passed = now - new Date(iso).getTime();
  const size = Math.abs(passed);
  const past = (amount: number, unit: Intl.RelativeTimeFormatUnit) => relative.format(-Math.round(amount), unit);
  if (size < MINUTE) return "just now";
  if (size < 60 * MINUTE) return past(passed / MINUTE, "minute");
  if (size < DAY) return past(passed / (60 * MINUTE), "hour");
  if (size < 31 * DAY) return past(passed / DAY, "day");
  return formatDate(iso);
}

/** A time as people say it; the date until the browser can tell how long ago it was. */
export function RelativeTime({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  const [now, setNow] = useState(() => Date.now());

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);

  return (
    <time dateTime={iso} title={hydrated ? new Date(iso).toLocaleString("en-GB") : undefined}>
      {hydrated ? formatRelative(iso, now) : formatDate(iso)}
    </time>
  );
}
