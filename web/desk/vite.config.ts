import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: '/desk/',
  plugins: [vue()],
  define: {
    // Messages are interpreted, not compiled with `new Function`, which a content security policy forbids.
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
  },
  server: {
    port: 5175,
    proxy: { '/api': 'http://localhost:8080', '/o': 'http://localhost:8080' },
  },
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router|vue-i18n|@intlify)[\\/]/ },
            { name: 'element', test: /node_modules[\\/](element-plus|@element-plus|@floating-ui|@vueuse|dayjs|lodash-es|async-validator)[\\/]/ },
          ],
        },
      },
    },
  },
  test: { environment: 'node' },
})
