import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A workspace without a config of its own (shared) runs in plain Node.
    projects: ['shared', 'field', 'desk'],
  },
})
