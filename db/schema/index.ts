export * from "./people.ts";
export * from "./documents.ts";
export * from "./marks.ts";
