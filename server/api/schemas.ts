/** The zod schemas of the API: requests are parsed by them, OpenAPI is generated from them. Positions are code points. */
import { z } from "zod";
import { ROLES } from "../../app/core/access/can.ts";
import { COMMENT_LIMIT, LINK_TYPES, MENTION_LIMIT, NOTE_LIMIT, QUOTE_LIMIT, STATES, VERDICTS } from "../../app/core/annotation/annotation.ts";
import { codePointLength } from "../../app/core/document/code-points.ts";

const limited = (limit: number) =>
  z.string().refine((text) => codePointLength(text) <= limit, { message: `At most ${limit} characters.` });

const position = z.int().min(0);
const context = z.string().max(1_000);

/** Where a mark stands. At least a quote, or a block with start and end. */
const anchorInput = z
  .object({
    quote: limited(QUOTE_LIMIT).optional(),
    prefix: context.optional(),
    suffix: context.optional(),
    block: z.string().max(100).optional(),
    endBlock: z.string().max(100).optional(),
    start: position.optional(),
    end: position.optional(),
    relative: z.object({ start: z.string().max(2_000), end: z.string().max(2_000) }).optional(),
  })
  .refine((anchor) => Boolean(anchor.quote?.trim()) || (anchor.block !== undefined && anchor.start !== undefined && anchor.end !== undefined), {
    message: "Give a quote, or a block with start and end.",
  })
  .meta({ id: "AnchorInput" });

const note = limited(NOTE_LIMIT).nullable().optional();
const visibility = z.enum(["team", "private"]);
const tags = z.array(z.string().max(100)).max(50);

/** Several values, with commas between them. */
const several = <Value>(item: z.ZodType<Value, string>, what: string) =>
  z
    .string()
    .max(2_000)
    .transform((text) => text.split(","))
    .pipe(z.array(item).max(50))
    .optional()
    .meta({ description: `${what}; several with commas between them` });

export const annotationQuery = z.object({
  state: several(z.enum(STATES), "Only those in this state"),
  tag: several(z.string(), "Only those with this tag, by its slug"),
  author: several(z.uuid(), "Only those by this person, by id"),
  limit: z.coerce.number().int().min(1).max(1_000).optional().meta({ description: "At most so many; the header Link then leads to the next ones" }),
  after: z.uuid().optional().meta({ description: "Only those made after the annotation of this id" }),
});

export const newAnnotation = z
  .strictObject({ id: z.uuid().optional(), anchor: anchorInput, tags: tags.default([]), note, visibility: visibility.optional() })
  .meta({ id: "NewAnnotation" });

export const annotationEdit = z
  .strictObject({ anchor: anchorInput.optional(), tags: tags.optional(), note, visibility: visibility.optional() })
  .meta({ id: "AnnotationEdit" });

export const verdictInput = z
  .strictObject({ verdict: z.enum(VERDICTS), reason: limited(COMMENT_LIMIT).optional() })
  .meta({ id: "VerdictInput" });

export const commentInput = z
  .strictObject({
    id: z.uuid().optional(),
    text: limited(COMMENT_LIMIT).refine((text) => text.trim() !== "", { message: "Write something." }),
    mentions: z.array(z.uuid()).max(MENTION_LIMIT).default([]).meta({
      description: "Ids of members whom the text names as @NAME; those it does not name, or who may not see the annotation, are left out",
    }),
  })
  .meta({ id: "CommentInput" });

export const reanchorInput = z.strictObject({ anchor: anchorInput, version: position }).meta({ id: "ReanchorInput" });

const linkEnd = z
  .union([
    z.strictObject({ annotationId: z.uuid() }),
    z.strictObject({ documentId: z.uuid(), anchor: anchorInput }),
    z.strictObject({ documentId: z.uuid(), paragraph: z.coerce.number().int().min(0) }),
  ])
  .meta({ id: "LinkEndInput" });

export const newLink = z
  .strictObject({ id: z.uuid().optional(), from: linkEnd, to: linkEnd, type: z.enum(LINK_TYPES), note })
  .meta({ id: "NewLink" });

export const linkEdit = z.strictObject({ type: z.enum(LINK_TYPES).optional(), note }).meta({ id: "LinkEdit" });

export const newWorkspace = z.strictObject({ name: z.string().trim().min(1).max(200) }).meta({ id: "NewWorkspace" });

export const newWorkingDocument = z
  .strictObject({ kind: z.literal("working"), title: z.string().trim().min(1).max(500), text: z.string().max(2_000_000).optional() })
  .meta({ id: "NewWorkingDocument" });

/** Beside an uploaded file. */
export const uploadFields = z
  .object({ symbol: z.string().trim().max(200).optional(), title: z.string().trim().max(500).optional() })
  .meta({ id: "UploadFields" });

const person = z.object({ id: z.uuid(), name: z.string() }).meta({ id: "Person" });
const time = z.iso.datetime();

const anchor = z
  .object({
    block: z.string(), start: position, endBlock: z.string().optional(), end: position,
    quote: z.string(), prefix: z.string(), suffix: z.string(),
    relative: z.object({ start: z.string(), end: z.string() }).optional(),
  })
  .meta({ id: "Anchor" });

const verdict = z
  .object({ id: z.uuid(), reviewer: person, verdict: z.enum(VERDICTS), reason: z.string().nullable(), at: time, withdrawn: z.boolean() })
  .meta({ id: "Verdict" });

const mark = {
  id: z.uuid(), author: person, contributorIds: z.array(z.uuid()), state: z.enum(STATES), note: z.string().nullable(),
  verdicts: z.array(verdict), version: position, createdAt: time, updatedAt: time,
};

export const annotationAnswer = z
  .object({
    ...mark, documentId: z.uuid(), visibility, tags, anchor, paragraph: position.nullable(),
    comments: z.array(z.object({ id: z.uuid(), author: person, text: z.string(), at: time, mentions: z.array(person) })),
  })
  .meta({ id: "Annotation" });

const linkEndAnswer = z
  .object({ documentId: z.uuid(), documentLabel: z.string(), annotationId: z.uuid().nullable(), anchor, paragraph: position.nullable() })
  .meta({ id: "LinkEnd" });

export const linkAnswer = z
  .object({ ...mark, workspaceId: z.uuid(), type: z.enum(LINK_TYPES), from: linkEndAnswer, to: linkEndAnswer })
  .meta({ id: "Link" });

const json = z.record(z.string(), z.unknown());
export const historyAnswer = z
  .array(z.object({ at: time, by: person, action: z.string(), before: json.nullable(), after: json.nullable() }))
  .meta({ id: "History" });

export const changesAnswer = z
  .object({
    t: z.literal("changes"), from: position, clock: position,
    puts: z.object({ annotations: z.array(annotationAnswer), links: z.array(linkAnswer) }),
    removes: z.object({ annotations: z.array(z.uuid()), links: z.array(z.uuid()) }),
  })
  .meta({ id: "Changes" });

export const documentAnswer = z
  .object({
    id: z.uuid(), workspaceId: z.uuid(), kind: z.enum(["source", "working"]), symbol: z.string().nullable(),
    symbolStatus: z.enum(["stated", "inferred", "given"]).nullable(), title: z.string(), body: z.string().nullable(),
    type: z.string().nullable(), country: z.string().nullable(), language: z.string().nullable(), date: z.string().nullable(), createdAt: time,
    counts: z.object({ annotations: position, submitted: position, approved: position, links: position }),
  })
  .meta({ id: "Document" });

const block = z
  .object({
    id: z.string(), kind: z.enum(["heading", "paragraph", "item", "table", "note", "furniture"]), text: z.string(),
    level: position.optional(), number: position.optional(), label: z.string().optional(),
    part: z.enum(["concern", "recommendation"]).optional(), speaker: z.string().optional(),
    cell: z.object({ table: z.string(), row: position, column: position }).optional(),
  })
  .meta({ id: "Block" });

export const documentWithBlocks = documentAnswer
  .extend({ importReport: json.nullable(), original: z.object({ filename: z.string(), size: position, mediaType: z.string() }).nullable(), blocks: z.array(block) })
  .meta({ id: "DocumentWithBlocks" });

export const workspaceAnswer = z
  .object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) })
  .meta({ id: "Workspace" });

export const memberAnswer = person.extend({ role: z.enum(ROLES) }).meta({ id: "Member" });

export const passageAnswer = z
  .object({ documentId: z.uuid(), documentLabel: z.string(), block: z.string(), paragraph: position.nullable(), text: z.string() })
  .meta({ id: "Passage" });

export const viewerAnswer = person.extend({ email: z.string() }).meta({ id: "Viewer" });

export const problemAnswer = z
  .object({
    type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
