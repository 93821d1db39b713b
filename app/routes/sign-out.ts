import { redirect, type ActionFunctionArgs } from "@remix-run/node";

export function loader() {
  return redirect("/");
}

export async function action({ context }: ActionFunctionArgs) {
  return redirect("/sign-in", { headers: await context.signOut() });
}
