import { createApp, h, nextTick } from 'vue'
import { createKit } from '../src/index.ts'
import '../src/style.css'
import './gallery.css'
import { loadDemo } from './demos.ts'
import Gallery from './Gallery.vue'
import { applySettings, demoName, texts } from './settings.ts'

applySettings()
const demo = await loadDemo(demoName)
document.title = `${demo ? demoName : 'ui-kit'} – Portico`
createApp({ render: () => h(Gallery, { demo }) })
  .use(createKit({ texts }))
  .mount('#app')
await nextTick()
await document.fonts.ready
// what specs wait for
document.body.dataset['ready'] = 'true'
