"""A model of names for paatosparser's recogniser ``stanza``. There is no code: the folder of this file is the model."""
