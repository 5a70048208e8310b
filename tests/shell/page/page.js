// Stands in for the renderer where a test is about the shell alone.
document.documentElement.dataset.module = 'ran';
