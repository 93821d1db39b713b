import { index, route } from "@remix-run/route-config";

export default [
  index("routes/home.tsx"),
  route("sign-in", "routes/sign-in.tsx"),
  route("sign-out", "routes/sign-out.ts"),
  route("ended", "routes/ended.tsx"),
  route("account", "routes/account.tsx"),
  route("invite/:secret", "routes/invite.tsx"),
  route("workspaces", "routes/workspaces.tsx"),
  route("workspaces/:workspaceId", "routes/library.tsx"),
  route("workspaces/:workspaceId/members", "routes/members.tsx"),
  route("workspaces/:workspaceId/codebook", "routes/codebook.tsx"),
  route("workspaces/:workspaceId/review", "routes/review.tsx"),
  route("workspaces/:workspaceId/compare", "routes/compare.tsx"),
  route("documents/:documentId", "routes/desk.tsx"),
  route("documents/:documentId/import-report", "routes/import-report.tsx"),
  route("*", "routes/not-found.tsx"),
];
