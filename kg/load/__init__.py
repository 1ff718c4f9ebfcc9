"""Graphs into a store that answers: a folder of Oxigraph's, or any SPARQL 1.1 server. And asking either, a file or a store of kg's alike."""
