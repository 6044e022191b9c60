"""The words of a name: parsed into chains, compared letter by letter across scripts, generic words told apart."""
