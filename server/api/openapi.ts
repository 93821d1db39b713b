/** The OpenAPI 3.1 document, made from the same endpoints and schemas the router uses. */
import { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { problemAnswer } from "./schemas.ts";

type Json = Record<string, unknown>;

/** A schema as JSON Schema 2020-12, with `id`-ed parts moved to components. */
function jsonSchema(schema: z.ZodType, components: Json, io: "input" | "output"): Json {
  const made = z.toJSONSchema(schema, { io, target: "draft-2020-12", unrepresentable: "any", reused: "inline" }) as Json;
  const { $schema: _, $defs, ...rest } = made;
  Object.assign(components, ($defs as Json | undefined) ?? {});
  const text = JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/');
  return JSON.parse(text) as Json;
}

function parameters(endpoint: Endpoint, components: Json): Json[] {
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => ({ name: match[1], in: "path", required: true, schema: { type: "string" } }));
  if (!endpoint.query) return inPath;
  const query = jsonSchema(endpoint.query, components, "input") as { properties?: Record<string, Json>; required?: string[] };
  const inQuery = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
    name, in: "query", required: query.required?.includes(name) ?? false, schema,
  }));
  return [...inPath, ...inQuery];
}

function requestBody(endpoint: Endpoint, components: Json): Json {
  if (!endpoint.body) return {};
  const content: Json = { "application/json": { schema: jsonSchema(endpoint.body, components, "input") } };
  if (endpoint.upload) {
    const file = { type: "string", format: "binary" };
    const { properties, ...fields } = jsonSchema(endpoint.upload, components, "input") as { properties?: Json };
    content["multipart/form-data"] = { schema: { ...fields, required: ["file"], properties: { file, ...properties } } };
  }
  return { requestBody: { required: true, content } };
}

function answer(endpoint: Endpoint, components: Json): Json {
  const description = endpoint.summary;
  if (endpoint.file) {
    const types = endpoint.file.split(",").map((type) => [type.trim(), { schema: { type: "string" } }]);
    return { description, content: Object.fromEntries(types) as Json };
  }
  if (!endpoint.answer) return { description };
  return { description, content: { "application/json": { schema: jsonSchema(endpoint.answer, components, "output") } } };
}

function operation(endpoint: Endpoint, components: Json): Json {
  return {
    summary: endpoint.summary,
    operationId: `${endpoint.method}${endpoint.path.replace(/[/:.]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    parameters: parameters(endpoint, components),
    ...requestBody(endpoint, components),
    responses: {
      [endpoint.status]: answer(endpoint, components),
      default: { description: "A problem (RFC 9457)", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
    },
  };
}

export function openApi(endpoints: Endpoint[], origin: string, version: string): Json {
  const components: Json = {};
  components.Problem = jsonSchema(problemAnswer, components, "output");
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, components) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Rapporteur", version, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "A personal API token" },
        cookie: { type: "apiKey", in: "cookie", name: "rapporteur.session_token" },
      },
    },
  };
}
