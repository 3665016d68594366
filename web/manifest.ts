// What the browser is told about the installed client: the app manifest.
import type { ManifestOptions } from "vite-plugin-pwa";

export const manifest: Partial<ManifestOptions> = {
  id: "/",
  name: "Parley",
  short_name: "Parley",
  description: "One to one and in groups, on every device.",
  start_url: "/",
  scope: "/",
  display: "standalone",
  theme_color: "#EEE9E3",
  background_color: "#EEE9E3",
  icons: [
    { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
  ],
  shortcuts: [
    { name: "New conversation", url: "/new" },
    { name: "Mentions", url: "/mentions" },
  ],
  share_target: {
    action: "/share",
    method: "GET",
    params: { title: "title", text: "text", url: "url" },
  },
};
