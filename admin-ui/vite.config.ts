import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `base` is where the server mounts the files; in development the API is the real server on its default port.
export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  build: {
    // The server's Content-Security-Policy allows no inline code and no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: 'http://127.0.0.1:8080', changeOrigin: false },
      '/assets': 'http://127.0.0.1:8080',
      '/f/': 'http://127.0.0.1:8080',
    },
  },
  test: {
    // One less than the processors would be one of two.
    maxWorkers: 2,
    pool: 'threads',
    restoreMocks: true,
    projects: [
      // What needs no page is not given one, and shares what it has loaded.
      {
        extends: true,
        test: { name: 'plain', include: ['src/**/*.test.ts'], environment: 'node', isolate: false },
      },
      { extends: true, test: { name: 'screens', include: ['src/**/*.test.tsx'], environment: 'happy-dom' } },
    ],
  },
});
