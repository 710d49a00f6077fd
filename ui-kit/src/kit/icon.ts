import type { Component } from 'vue'

/** A component of `@lucide/vue`, imported one by one. */
export type Icon = Component
