/* baocao.js - small helps on every page; nothing depends on them */
