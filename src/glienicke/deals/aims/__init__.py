"""What `find` looks for: the aims, each as stages of one integer program.

goal: what an aim has to say. plain: sums and counts. surplus: gains above floors, and what they are measured by.
fair: leximin. nash: the largest product.
"""
