/** "50 MB", "1.4 MB", "12 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  const kilo = bytes / 1_024;
  if (kilo < 1_024) return `${Math.round(kilo)} kB`;
  const mega = kilo / 1_024;
  return `${mega < 10 ? Math.round(mega * 10) / 10 : Math.round(mega)} MB`;
}
