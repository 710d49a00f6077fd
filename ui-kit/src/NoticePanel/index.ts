export { default as NoticeBell } from './NoticeBell.vue'
export { default as NoticePanel } from './NoticePanel.vue'
