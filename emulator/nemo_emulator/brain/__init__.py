"""Who understands messages: our own rules, or a language model behind them.

``mind.Rules`` is what everybody gets. ``model.Model`` asks an OpenAI-compatible server, takes its
answer only when it is one of our own plans, and falls back to the rules otherwise.
"""
