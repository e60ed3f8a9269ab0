import { shallowRef } from 'vue'

export interface Question {
  title: string
  text: string
  yes: string
  danger?: boolean
  answer: (yes: boolean) => void
}

export const question = shallowRef<Question>()

export function confirm(asked: Omit<Question, 'answer'>): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer: (yes) => {
        question.value = undefined
        resolve(yes)
      },
    }
  })
}
