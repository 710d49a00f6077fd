export { default as NoticeList } from './NoticeList.vue'
export { default as UndoBar } from './UndoBar.vue'
export type { NoticeItem } from './noticeList.types.ts'
