/** Reads PDF: whatever a file makes it do, it happens in here, where there is no page and no session. */
import 'pdfjs-dist/build/pdf.worker.mjs';
