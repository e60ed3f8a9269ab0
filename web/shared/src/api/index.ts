export * from './types'
export * from './result'
export * from './client'
