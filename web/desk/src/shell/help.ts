import { ref } from 'vue'

/** What can be read about in the help, beside the keys. */
export const topics = ['plan', 'assign', 'two'] as const
export type Topic = (typeof topics)[number]

export const helpOpen = ref(false)
/** The one that was asked for stands open. */
export const topic = ref<Topic>()

export function explain(about: Topic) {
  topic.value = about
  helpOpen.value = true
}
