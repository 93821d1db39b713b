// How Node runs the server: by `npm start`, in measurements and in tests alike. deploy/Dockerfile says the same.

/**
 * Room for young objects, in MiB for each half; Node's own measure is 16. Letting a thousand people in fills it once, and
 * the process keeps it: with 8 each of them weighs half as much, for no more processor time that could be measured.
 */
export const SERVER_OPTIONS = ["--max-semi-space-size=8"];
