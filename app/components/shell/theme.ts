export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const COOKIE = "theme";

/** The theme somebody has chosen in this browser. */
export function themeFromCookie(header: string | null): Theme {
  const value = header?.match(new RegExp(`(?:^|;\\s*)${COOKIE}=([a-z]+)`))?.[1];
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Shows a theme now and remembers it in this browser. */
export function chooseTheme(theme: Theme): void {
  document.cookie = `${COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
