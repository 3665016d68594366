// How the client is built: hashed files in dist/, which the server carries in its binary, and our
// own service worker beside them. Nothing inline, so that the strict policy of the server holds.
import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { manifest } from "./manifest.ts";

const server = process.env.PARLEY_WEB_SERVER ?? "http://127.0.0.1:8400";

const proxy = { "/v1": { target: server, ws: true } };

export default defineConfig({
  plugins: [
    react(),
    // Words of react-aria in other languages than ours would be a fifth of the first load.
    { ...optimizeLocales.vite({ locales: ["en-US", "ar-AE"] }), enforce: "pre" },
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/worker",
      filename: "sw.ts",
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png,webmanifest}"],
        globIgnores: ["**/compact-*.js", "**/ar-*.js"],
        minify: true,
        sourcemap: false,
      },
    }),
  ],
  resolve: {
    alias: { "@parley/client": fileURLToPath(new URL("../sdk/src/index.ts", import.meta.url)) },
  },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    manifest: true,
    reportCompressedSize: false,
  },
  server: { proxy },
  preview: { proxy },
});
