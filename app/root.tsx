import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";
import "~/styles/tokens.css";
import "~/styles/base.css";
import "~/styles/ui.css";
import "~/styles/surfaces.css";
import "~/styles/overlays.css";
import "~/styles/shell.css";
import "~/styles/print.css";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { ErrorPage } from "~/components/shell/error-page.tsx";
import { NonceContext } from "~/components/shell/nonce-context.ts";
import { RouteAnnouncer } from "~/components/shell/route-announcer.tsx";
import { themeFromCookie } from "~/components/shell/theme.ts";
import { useRootData, type RootData } from "~/components/shell/use-root-data.ts";
import { Toaster } from "~/components/ui/toaster.tsx";

export const links: LinksFunction = () => [
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "alternate icon", href: "/favicon.ico", sizes: "32x32" },
];

export const meta: MetaFunction = () => [{ title: "Rapporteur" }];

export function loader({ request, context }: LoaderFunctionArgs): RootData {
  return { viewer: context.viewer, theme: themeFromCookie(request.headers.get("Cookie")) };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const theme = useRootData()?.theme ?? "system";
  return (
    <html lang="en" dir="ltr" data-theme={theme === "system" ? undefined : theme} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        <a href="#main" className="skip-link">
          Skip to the content
        </a>
        {children}
        <RouteAnnouncer />
        <Toaster theme={theme} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />;
}
